// A laptop: node pouch_client.js FOLDER PORT. Each line on stdin is a deed; each answer is a line with milliseconds (or a count).
//   fill PLANS EACH   put PLANS plans of EACH statements on the server, straight      (milliseconds)
//   also PLANS EACH   the same into the laptop, as if it had come from the server     (milliseconds)
//   statements COUNT  COUNT documents of one statement each into the laptop           (milliseconds)
//   sync | pull | push                                                                (milliseconds)
//   change COUNT WORDS | far COUNT WORDS   reword one statement in each of COUNT plans, here or at the server
//   change2 COUNT WORDS                    the same here in other plans
//   forget            begin again with an empty laptop
//   bulk COUNT        COUNT documents written to the server with _bulk_docs           (milliseconds)
const [folder, port] = process.argv.slice(2);
const PouchDB = require("pouchdb").defaults({ prefix: folder + "/" });
const http = require("http");
const agent = new http.Agent({ keepAlive: true });
const fetchKept = (url, options) => PouchDB.fetch(url, { ...options, agent });
let local = new PouchDB("laptop");
let place = 0;
const remote = new PouchDB(`http://127.0.0.1:${port}/council`, { fetch: fetchKept });
const crypto = require("crypto");
const pick = (from) => from[Math.floor(Math.random() * from.length)];
const syllables = [..."bdfghklmnprstvw"].flatMap((a) => ["a", "e", "i", "o", "u", "ar", "en", "is", "ow"].map((b) => a + b));
const vocabulary = [...Array(3000)].map(() => [...Array(pick([1, 2, 2, 3]))].map(() => pick(syllables)).join(""));
const line = () => {
  let said = "";
  while (said.length < 70) said += " " + pick(vocabulary);
  return said.slice(1) + ".";
};
const author = crypto.randomUUID();
const statement = () => ({
  id: crypto.randomUUID(), words: line(), speaker: { role: "person" }, question: "What makes a good morning for you?",
  author, written: new Date().toISOString(),
});
const plan = (number, each) => ({
  _id: `plan-${String(number).padStart(6, "0")}`,
  name: `Maggie Hartley ${number}`,
  statements: [...Array(each).keys()].map(statement),
});
const AT_ONCE = 500;
const put = async (target, plans, each) => {
  for (let from = 0; from < plans; from += AT_ONCE) {
    const docs = [];
    for (let number = from; number < Math.min(from + AT_ONCE, plans); number++) docs.push(plan(number, each));
    await target.bulkDocs(docs);
  }
};
const reword = async (target, count, said, skip = 0) => {
  const rows = (await target.allDocs({ startkey: "plan-", skip, limit: Number(count), include_docs: true })).rows;
  for (const { doc } of rows) doc.statements[3].words = said;
  await target.bulkDocs(rows.map((row) => row.doc));
};
const deeds = {
  fill: (plans, each) => put(remote, Number(plans), Number(each)),
  also: (plans, each) => put(local, Number(plans), Number(each)),
  statements: (count) =>
    local.bulkDocs([...Array(Number(count)).keys()].map((n) => ({ _id: `statement-${n}`, words: line(), speaker: "Maggie" }))),
  sync: () => local.sync(remote),
  pull: () => local.replicate.from(remote),
  push: () => local.replicate.to(remote),
  change: (count, ...said) => reword(local, count, said.join(" ")),
  change2: (count, ...said) => reword(local, count, said.join(" "), 5000),
  far: (count, ...said) => reword(remote, count, said.join(" ")),
  bulk: (count) => remote.bulkDocs([...Array(Number(count))].map(() => ({ words: line(), speaker: "Maggie" }))),
  forget: async () => {
    await local.close();
    local = new PouchDB(`laptop${++place}`);
  },
};
(async () => {
  for await (const asked of require("readline").createInterface({ input: process.stdin })) {
    const [deed, ...rest] = asked.split(" ");
    const begin = process.hrtime.bigint();
    await deeds[deed](...rest);
    console.log(Number(process.hrtime.bigint() - begin) / 1e6);
  }
  process.exit(0);
})();
