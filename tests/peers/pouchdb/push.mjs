// SPDX-License-Identifier: Apache-2.0
//
// Pushes surveys from a local PouchDB to a server, and goes on after every failure as an app would.
//
//     node push.mjs <surveys.jsonl> <port of the link> <port of the server> <batch> <seconds at most> <folder>
//
// Prints one JSON line: how long it took and how many documents the server has.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const PouchDB = require('pouchdb');
const [surveys, link, server, batch, limit, folder] = process.argv.slice(2);

const documents = readFileSync(surveys, 'utf8')
    .split('\n')
    .filter(Boolean)
    // Names that begin with a slash are ours, not PouchDB's.
    .map((line) => JSON.parse(line));
const direct = new PouchDB(`http://127.0.0.1:${server}/surveys`);
await direct.info(); // makes the database, not over the link
const local = new PouchDB(folder + '/tablet');
await local.bulkDocs(documents);
const remote = new PouchDB(`http://127.0.0.1:${link}/surveys`, { skip_setup: true });

const begun = Date.now();
const seconds = () => (Date.now() - begun) / 1000;
let tries = 0;
let done = false;
while (!done && seconds() < Number(limit)) {
    ++tries;
    const replication = PouchDB.replicate(local, remote, { batch_size: Number(batch) });
    const timer = setTimeout(() => replication.cancel(), Math.max(1, (Number(limit) - seconds()) * 1000));
    try {
        const outcome = await replication;
        done = outcome.ok && outcome.errors.length === 0 && seconds() < Number(limit);
    } catch {
        await new Promise((resume) => setTimeout(resume, 1000));
    }
    clearTimeout(timer);
}
const took = seconds();
const { doc_count } = await direct.info();
console.log(
    JSON.stringify({ peer: 'pouchdb', batch: Number(batch), seconds: Number(took.toFixed(1)), tries, stored: doc_count, of: documents.length }),
);
process.exit(0);
