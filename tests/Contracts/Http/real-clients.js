// Node.js as server and as client of a load balancer: keep-alive agent, uploads, trailers, WebSocket.
// Plain Node, no packages: the WebSocket frames are made by hand (RFC 6455).
const assert = require('node:assert');
const crypto = require('node:crypto');
const http = require('node:http');

const accept = key => crypto.createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');

function server() {
  const app = http.createServer((request, response) => {
    const hash = crypto.createHash('sha256');
    let length = 0;
    request.on('data', part => { hash.update(part); length += part.length; });
    request.on('end', () => {
      response.writeHead(200, { Trailer: 'X-Length', 'Set-Cookie': ['a=1', 'b=2'] });
      response.write(hash.digest('hex'));
      response.addTrailers({ 'X-Length': String(length) });
      response.end();
    });
  });
  app.on('upgrade', (request, socket, head) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept(request.headers['sec-websocket-key'])}\r\n\r\n`);
    const echo = frame => { // One small masked frame at a time is all that the client sends.
      const length = frame[1] & 0x7f;
      const data = Buffer.from(frame.subarray(6, 6 + length).map((byte, i) => byte ^ frame[2 + (i % 4)]));
      socket.write(Buffer.concat([Buffer.from([frame[0], length]), data]));
    };
    if (head.length > 0) echo(head);
    socket.on('data', echo);
    socket.on('end', () => socket.end());
  });
  app.listen(Number(process.argv[3]), '127.0.0.1', () => console.log(app.address().port));
  process.stdin.resume().on('end', () => process.exit(0));
}

const ask = (agent, port, method, body) => new Promise((resolve, reject) => {
  const request = http.request({ agent, port, host: '127.0.0.1', method, path: '/x' }, response => {
    let text = '';
    response.on('data', part => { text += part; });
    response.on('end', () => resolve({ response, text, socket: request.socket, reused: request.reusedSocket }));
  });
  request.on('error', reject);
  for (const part of body) request.write(part);
  request.end();
});

const webSocket = port => new Promise((resolve, reject) => {
  const key = crypto.randomBytes(16).toString('base64');
  const request = http.request({ port, host: '127.0.0.1', headers: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': key, 'Sec-WebSocket-Version': '13' } });
  request.on('response', response => reject(new Error(`Not upgraded: ${response.statusCode}`)));
  request.on('error', reject);
  request.on('upgrade', (response, socket) => {
    assert.strictEqual(response.headers['sec-websocket-accept'], accept(key));
    let rounds = 0;
    const send = () => {
      const data = Buffer.from(`round ${rounds}`);
      const mask = crypto.randomBytes(4);
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | data.length]), mask, Buffer.from(data.map((byte, i) => byte ^ mask[i % 4]))]));
    };
    socket.on('data', frame => {
      assert.strictEqual(frame.subarray(2).toString(), `round ${rounds}`);
      if (++rounds === 100) socket.end(); else send();
    });
    socket.on('end', () => resolve());
    send();
  });
  request.end();
});

async function client() {
  const port = Number(process.argv[3]);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const megabyte = crypto.randomBytes(1 << 20);
  const sum = crypto.createHash('sha256').update(megabyte).digest('hex');
  for (let round = 0; round < 20; round++) {
    const { response, text, reused } = await ask(agent, port, 'POST', [megabyte.subarray(0, 1000), megabyte.subarray(1000)]);
    assert.strictEqual(text, sum);
    assert.strictEqual(response.trailers['x-length'], String(megabyte.length));
    assert.deepStrictEqual(response.headers['set-cookie'], ['a=1', 'b=2']);
    assert.strictEqual(reused, round > 0);
  }
  await Promise.all(Array.from({ length: 20 }, () => ask(new http.Agent(), port, 'GET', [])));
  await webSocket(port);
  agent.destroy();
  console.log('all passed');
}

(process.argv[2] === 'server' ? server : client)();
