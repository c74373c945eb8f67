// Puts GitHub's whole contract, answers included, in front of another server:
//
//   node judge.mjs <address> <log of violations>
//
// One line of JSON on standard output says where. It ends when its standard input does. What an answer lacks of GitHub's
// contract is written down, a line of JSON for each, and the answer goes on as it is.
import { appendFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { readOperations } from "./contract.mjs";
import { listen, prism, send } from "./servers.mjs";

const [address, log] = process.argv.slice(2);
if (!log) throw new Error("usage: node judge.mjs <address> <log of violations>");
writeFileSync(log, "");

const judge = await prism(readOperations(new URL("operations.txt", import.meta.url)), true, { isProxy: true, upstream: new URL(address), validateResponse: true, errors: false });
console.log(JSON.stringify({
  url: await listen(createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await send(judge, request, Buffer.concat(chunks));
    const said = answer.headers["sl-violations"];
    // A status that the description does not list is a warning only: GitHub answers 403 nearly everywhere.
    if (said?.includes('"severity":"Error"') || /problem\+json/.test(answer.headers["content-type"] ?? "")) appendFileSync(log, `${JSON.stringify({ method: request.method, path: request.url, status: answer.status, violations: said ?? answer.body.toString() })}\n`);
    response.writeHead(answer.status, Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !["transfer-encoding", "connection", "keep-alive", "content-encoding", "content-length"].includes(name))));
    response.end(answer.body);
  })),
}));

process.stdin.resume().on("end", () => process.exit(0)).on("error", () => process.exit(0));
