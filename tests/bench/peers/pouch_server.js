// A PouchDB server on loopback: node pouch_server.js FOLDER. Prints its port.
const folder = process.argv[2];
const express = require("express");
const PouchDB = require("pouchdb").defaults({ prefix: folder + "/" });
const app = express();
app.use("/", require("express-pouchdb")(PouchDB, { mode: "minimumForPouchDB", inMemoryConfig: true }));
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
