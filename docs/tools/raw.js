'use strict';

// Sends bytes as they are, which curl does not always: it mends some of what you write. Prints what comes back until the
// other side closes. \r, \n, \t, \0 and \xNN are written as in C. Several arguments are sent one after
// the other. Usage: node docs/tools/raw.js localhost:8090 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'

const net = require('node:net');

const NAMED = { r: '\r', n: '\n', t: '\t', 0: '\0', '\\': '\\' };

/** The bytes that a text with escapes stands for, one character each. */
function spell(text) {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|([rnt0\\]))/g,
    (_, hex, name) => (hex ? String.fromCharCode(parseInt(hex, 16)) : NAMED[name]));
}

function main([address, ...pieces]) {
  const colon = address.lastIndexOf(':');
  const socket = net.connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) });
  socket.setNoDelay(true);
  socket.on('connect', () => pieces.forEach((piece) => socket.write(spell(piece), 'latin1')));
  socket.on('data', (bytes) => process.stdout.write(bytes.toString('latin1').replaceAll('\r', '')));
  socket.on('error', (error) => console.log(`(${error.code})`));
}

module.exports = { spell };

if (require.main === module) {
  main(process.argv.slice(2));
}
