import { request as makeRequest } from 'node:http';

/**
 * Sends a request on to the demo cloud, in a connection of its own.
 *
 * @param cloud that answers
 * @param request as it came in
 * @param body its bytes, read already
 * @param response what the one who asked waits for: when that is given up, so is this
 * @returns the cloud's answer
 */
export function passOn(cloud, { method, url: path, headers }, body, response) {
  return new Promise((resolve, reject) => {
    const passed = makeRequest({
      port: cloud.port,
      host: '127.0.0.1',
      method,
      path,
      headers,
      agent: false,
    });
    passed.once('response', resolve);
    passed.once('error', reject);
    // Who waited has gone.
    response.once('close', () => passed.destroy());
    passed.end(body);
  });
}
