/**
 * The phone of the demo: what the devices of the demo cloud show now. There is no such thing for AWS: the seed of a device is
 * known to the phone alone.
 *
 * @param endpoint of the demo cloud
 * @returns the code of a device by its serial number; undefined for one that is not there
 */
export function demoPhone(endpoint: string): (device: string) => Promise<string | undefined> {
  return async (device) => {
    const answer = await fetch(`${endpoint}/_demo/phone`, { signal: AbortSignal.timeout(2_000) });
    const { devices } = (await answer.json()) as {
      devices: { serial: string; code: string; used: boolean }[];
    };
    const found = devices.find(({ serial }) => serial === device);
    return found?.used ? undefined : found?.code;
  };
}
