// SPDX-License-Identifier: Apache-2.0
//
// A tus client that is not ours brings files to daohu-county, over a link that may die. Run by run.sh.
//
//     node upload.mjs <endpoint> <token> <stream> <bytes>
//
// Prints one JSON line: whether the server has the whole file, and how often the client had to begin a request again.

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as tus from 'tus-js-client';

const [endpoint, token, stream, size] = process.argv.slice(2);
const content = randomBytes(Number(size));
// The address of a file is the BLAKE2b-256 of its sealed bytes.
const address = spawnSync('b2sum', ['--length=256'], { input: content }).stdout.toString().slice(0, 64);

let retries = 0;
const upload = new tus.Upload(content, {
    endpoint,
    headers: { Authorization: `Daohu ${token}` },
    metadata: { stream, address },
    uploadSize: content.length,
    chunkSize: 128 * 1024,
    retryDelays: Array(200).fill(200),
    onShouldRetry: () => {
        ++retries;
        return true;
    },
    onError: (error) => {
        console.log(JSON.stringify({ whole: false, retries, error: String(error.message).slice(0, 300) }));
        process.exit(1);
    },
    onSuccess: () => {
        console.log(JSON.stringify({ whole: true, retries, address, url: upload.url }));
        process.exit(0);
    },
});
upload.start();
