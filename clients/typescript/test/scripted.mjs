/** A tiny HTTP server that answers by a script, and remembers what it was asked. */

import { createServer } from "node:http";

/** Answers with each reply in turn (`{status, body, headers, lost}`); the last one again and again. */
export async function scripted(replies, use) {
  const asked = [];
  const left = [...replies];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      asked.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const reply = left.length > 1 ? left.shift() : left[0];
      if (reply.lost) {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
      response.end(reply.body === undefined ? "" : JSON.stringify(reply.body));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${server.address().port}`, asked);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export const problem = (status, code, headers = {}, errors = []) => ({
  status,
  headers: { "content-type": "application/problem+json", ...headers },
  body: { status, code, title: "T.", detail: "D.", request_id: "req_1", errors },
});
