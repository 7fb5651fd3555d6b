// A backend that serves one page with many resources of several kinds, and counts what is asked of it.
const crypto = require('node:crypto');
const http = require('node:http');

const COUNTS = { script: 40, style: 20, image: 60, fetch: 40, upload: 20, socket: 4 };
const MESSAGES = 25; // Each socket sends so many, one after the other's echo.
const FETCHED = Buffer.alloc(200 * 1024, 'large and chunked. ');

const page = () => `<!doctype html><title>Many resources</title><link rel="icon" href="data:,">
<script>
  const counts = ${JSON.stringify(COUNTS)};
  const seen = {}, wrong = [];
  let left = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const loaded = kind => { seen[kind] = (seen[kind] || 0) + 1; if (--left === 0) report(); };
  const failed = what => { wrong.push(what); if (--left === 0) report(); };
  const report = async () => {
    const entries = performance.getEntriesByType('resource');
    const connections = entries.filter(entry => entry.connectEnd > entry.connectStart).length + 1; // And the page's own.
    await fetch('/result', { method: 'POST', body: JSON.stringify({ seen, wrong, connections }) });
  };
  const add = (kind, tag, source) => {
    for (let i = 0; i < counts[kind]; i++) {
      const element = document.createElement(tag);
      if (kind === 'style') element.rel = 'stylesheet';
      if (kind !== 'script') element.onload = () => loaded(kind); // A script says so itself: it must run, too.
      element.onerror = () => failed(kind + ' ' + i);
      element[source] = '/' + kind + '/' + i;
      document.head.append(element);
    }
  };
  addEventListener('load', () => {
    add('script', 'script', 'src');
    add('style', 'link', 'href');
    add('image', 'img', 'src');
    for (let i = 0; i < counts.fetch; i++) {
      fetch('/fetch/' + i).then(answer => answer.text())
        .then(text => text.length === ${FETCHED.length} ? loaded('fetch') : failed('fetch ' + i)).catch(() => failed('fetch ' + i));
    }
    for (let i = 0; i < counts.upload; i++) {
      const body = String(i).repeat(100000);
      fetch('/upload/' + i, { method: 'POST', body }).then(answer => answer.text())
        .then(text => text === String(body.length) ? loaded('upload') : failed('upload ' + i)).catch(() => failed('upload ' + i));
    }
    for (let i = 0; i < counts.socket; i++) {
      const socket = new WebSocket('ws://' + location.host + '/socket/' + i);
      let echoes = 0;
      socket.onopen = () => socket.send('message 0');
      socket.onmessage = event => {
        if (event.data !== 'message ' + echoes) socket.close(4000, 'wrong echo');
        else if (++echoes === ${MESSAGES}) socket.close(1000);
        else socket.send('message ' + echoes);
      };
      socket.onclose = event => event.code === 1000 && echoes === ${MESSAGES} ? loaded('socket') : failed('socket ' + i + ' ' + event.code);
    }
  });
</script>`;

const image = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

function answer(request, response, onResult) {
  const [, kind] = request.url.split('/');
  const send = (type, body) => response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
  const whenRead = use => {
    const parts = [];
    request.on('data', part => parts.push(part)).on('end', () => use(Buffer.concat(parts)));
  };
  switch (kind) {
    case '': return send('text/html', page());
    case 'script': return send('text/javascript', 'loaded("script");');
    case 'style': return send('text/css', 'body { margin: 0 }');
    case 'image': return send('image/svg+xml', image);
    case 'fetch': // Without a length: Node sends it in chunks.
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' });
      response.write(FETCHED.subarray(0, 1000));
      return response.end(FETCHED.subarray(1000));
    case 'upload': return whenRead(body => send('text/plain', String(body.length)));
    case 'result': return whenRead(body => { send('text/plain', 'thanks'); onResult(JSON.parse(body)); });
    default: return response.writeHead(404).end();
  }
}

// WebSocket by hand (RFC 6455): short masked frames in, the same unmasked out.
function echo(request, socket, head) {
  const accept = crypto.createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  let unread = head;
  const read = part => {
    unread = Buffer.concat([unread, part]);
    while (unread.length >= 6 && unread.length >= 6 + (unread[1] & 0x7f)) {
      const length = unread[1] & 0x7f;
      const mask = unread.subarray(2, 6);
      const data = Buffer.from(unread.subarray(6, 6 + length).map((byte, i) => byte ^ mask[i % 4]));
      socket.write(Buffer.concat([Buffer.from([unread[0], length]), data]));
      if ((unread[0] & 0x0f) === 8) return socket.end(); // Its goodbye, and ours.
      unread = unread.subarray(6 + length);
    }
  };
  socket.on('data', read).on('error', () => {});
  read(Buffer.alloc(0));
}

// Starts a backend on a free port.
function start(onResult) {
  const backend = { requests: new Map(), connections: 0 };
  const count = request => backend.requests.set(request.url, (backend.requests.get(request.url) || 0) + 1);
  backend.server = http.createServer((request, response) => { count(request); answer(request, response, onResult); });
  backend.server.on('upgrade', (request, socket, head) => { count(request); echo(request, socket, head); });
  backend.server.on('connection', () => backend.connections++);
  return new Promise(resolve => backend.server.listen(0, '127.0.0.1', () => {
    backend.port = backend.server.address().port;
    resolve(backend);
  }));
}

module.exports = { COUNTS, start };
