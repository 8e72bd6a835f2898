import { request as makeRequest } from 'node:http';

/**
 * Sends a request on to the demo cloud over its own connection.
 *
 * @param cloud that answers
 * @param request as received
 * @param body its bytes, already read
 * @param response to the client; if the client gives up, the request is dropped
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
    // The client has gone.
    response.once('close', () => passed.destroy());
    passed.end(body);
  });
}
