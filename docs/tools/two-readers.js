'use strict';

// Shows what two HTTP readers make of the same bytes: one believes Content-Length where there is one, the
// other believes Transfer-Encoding. Each is a program that somebody has really written. Escapes as in
// raw.js. Usage: node docs/tools/two-readers.js 'POST / HTTP/1.1\r\n...'

const { spell } = require('./raw');

const bytes = spell(process.argv[2]);

tell('who believes the length', (fields) => fields['content-length'] ?? (isChunked(fields) ? 'chunks' : 0));
tell('who believes the chunks', (fields) => (isChunked(fields) ? 'chunks' : fields['content-length'] ?? 0));

function tell(reader, howBodyEnds) {
  console.log(`${reader} sees`);
  for (let rest = bytes; rest.length > 0;) {
    const headEnd = rest.indexOf('\r\n\r\n');
    if (headEnd < 0) {
      console.log(`  the beginning of another: ${JSON.stringify(rest)}`);
      return;
    }

    const [line, ...lines] = rest.slice(0, headEnd).split('\r\n');
    const fields = Object.fromEntries(lines.map((each) => each.split(/:\s*/, 2)).map(([name, value]) => [name.toLowerCase(), value]));
    const framing = howBodyEnds(fields);
    const body = rest.slice(headEnd + 4);
    const length = framing === 'chunks' ? endOfChunks(body) : Number(framing);
    console.log(`  ${line}, body ${JSON.stringify(body.slice(0, length))}`);
    rest = body.slice(length);
  }
}

function isChunked(fields) {
  return /chunked/i.test(fields['transfer-encoding'] ?? '');
}

function endOfChunks(body) {
  for (let at = 0; at < body.length;) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = parseInt(body.slice(at, lineEnd), 16);
    at = lineEnd + 2 + size + 2;
    if (!(size > 0)) {
      return at;
    }
  }

  return body.length;
}
