/**
 * The phone of the demo: the codes that the devices of the demo cloud show now. It cannot exist for AWS, where only the real phone
 * knows a device's seed.
 *
 * @param endpoint that of the demo cloud
 * @returns the code of a device by its serial number; undefined when there is no such device, or its code is used
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
