// SPDX-License-Identifier: Apache-2.0
//
// The server that PouchDB replicates to: PouchDB's own, on loopback, in a folder.
//
//     node server.mjs <folder>          prints its port

import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const [folder] = process.argv.slice(2);
const PouchDB = require('pouchdb').defaults({ prefix: folder + '/' });
const app = require('express')();
app.use(
    '/',
    require('express-pouchdb')(PouchDB, {
        mode: 'minimumForPouchDB',
        logPath: folder + '/log.txt',
        configPath: folder + '/config.json',
    }),
);
const listener = app.listen(0, '127.0.0.1', () => console.log(listener.address().port));
