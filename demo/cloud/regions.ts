/** The commercial regions that every account has. */
const DEFAULT_REGIONS = new Set(
  `ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1
   eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1
   us-west-2`.split(/\s+/),
);

/** Commercial regions that are off until an account enables them: those that AWS has opened since March 2019. */
const OPT_IN_REGIONS = new Set(
  `af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6
   ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1
   mx-central-1`.split(/\s+/),
);

/** True for a region that AWS has. */
export function isRegion(name: string): boolean {
  return DEFAULT_REGIONS.has(name) || OPT_IN_REGIONS.has(name);
}

/** True for a region that is off by default. */
export function isOptInRegion(name: string): boolean {
  return OPT_IN_REGIONS.has(name);
}
