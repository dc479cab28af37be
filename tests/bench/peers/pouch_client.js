// A laptop with statements: node pouch_client.js FOLDER PORT STATEMENTS. For each line on stdin: exchanges, prints milliseconds.
const [folder, port, statements] = process.argv.slice(2);
const PouchDB = require("pouchdb").defaults({ prefix: folder + "/" });
const http = require("http");
const agent = new http.Agent({ keepAlive: true });
const local = new PouchDB("laptop");
const remote = new PouchDB(`http://127.0.0.1:${port}/council`, {
  fetch: (url, options) => PouchDB.fetch(url, { ...options, agent }),
});
const words = "Radio 3 on low from the moment I wake. Off when anyone talks to me.";
(async () => {
  const docs = [...Array(Number(statements)).keys()].map((n) => ({ _id: `statement-${n}`, words, speaker: "Maggie" }));
  await local.bulkDocs(docs);
  await local.sync(remote);
  console.log("ready");
  for await (const line of require("readline").createInterface({ input: process.stdin })) {
    const begin = process.hrtime.bigint();
    await local.sync(remote);
    console.log(Number(process.hrtime.bigint() - begin) / 1e6);
  }
  process.exit(0);
})();
