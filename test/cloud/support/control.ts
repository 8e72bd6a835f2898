/** Sends a request to the control path. @returns the JSON of its answer */
export async function control(endpoint: string, method: string, path: string, body?: object) {
  const request = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect in it
  return (await fetch(`${endpoint}/_demo/${path}`, request)).json() as Promise<any>;
}
