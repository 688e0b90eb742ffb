// The engine's end of its channel, for processes that stand in for an engine.
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

const SECRET = 32;

/** Calls `hear` with every frame of the host; returns functions that send a frame, or any bytes behind the secret. */
export function engineEnd(hear, gone = () => process.exit()) {
  let held = Buffer.alloc(0);
  let secret;
  const write = (bytes) => {
    for (let at = 0; at < bytes.length;) at += writeSync(4, bytes, at);
  };
  const sendBytes = (body) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    write(Buffer.concat([secret, length, body]));
  };
  const take = () => {
    if (!secret && held.length >= SECRET) {
      secret = held.subarray(0, SECRET);
      held = held.subarray(SECRET);
    }
    if (!secret || held.length < SECRET + 4) return;
    const end = SECRET + 4 + held.readUInt32BE(SECRET);
    if (held.length < end) return;
    const frame = deserialize(held.subarray(SECRET + 4, end));
    held = held.subarray(end);
    hear(frame);
    take();
  };
  new Socket({ fd: 3, readable: true, writable: false })
    .on('data', (piece) => {
      held = Buffer.concat([held, piece]);
      take();
    })
    .on('close', gone);
  return { send: (frame) => sendBytes(serialize(frame)), sendBytes, write };
}
