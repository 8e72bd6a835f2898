import type { Cloud } from '../cloud.ts';
import { validationError } from '../errors.ts';
import { type QueryCall, textParameter } from '../query-protocol.ts';
import { findBucket } from '../s3/buckets.ts';
import { currentVersion } from '../s3/objects.ts';
import { checkTemplateLength } from './check.ts';

/** The text of the template that a call contains or refers to. @throws ValidationError */
export function templateBody(call: QueryCall, cloud: Cloud): string {
  const body = textParameter(call, 'TemplateBody');
  const url = textParameter(call, 'TemplateURL');
  if ((body === undefined) === (url === undefined)) {
    throw validationError('Either Template URL or Template Body must be specified.');
  }
  if (body !== undefined) {
    checkTemplateLength(body);
    return body;
  }
  return storedTemplate(cloud, call.principal.accountId, url ?? '');
}

/** Reads a template from a bucket of this cloud; the account must own the bucket. @throws ValidationError */
export function storedTemplate(cloud: Cloud, accountId: string, url: string): string {
  const place = placeInS3(cloud, url);
  if (place === undefined) {
    const host = URL.canParse(url) ? new URL(url).hostname : url;
    throw validationError(`S3 error: Domain name specified in ${host} is not a valid S3 domain`);
  }
  const bucket = findBucket(cloud.state, place.bucket);
  if (bucket !== undefined && bucket.accountId !== accountId) {
    throw validationError('S3 error: Access Denied');
  }
  const object = bucket === undefined ? undefined : currentVersion(bucket, place.key);
  if (object === undefined) throw validationError('S3 error: The specified key does not exist.');
  return Buffer.from(object.content, 'base64').toString('utf8');
}

/** The bucket and key of an S3 address: AWS's own hosts, path style or bucket in the host, or this cloud's endpoint. */
function placeInS3(cloud: Cloud, url: string): { bucket: string; key: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  if (origin === cloud.endpoint || /^s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/.test(hostname)) {
    const slash = path.indexOf('/');
    return slash === -1 ? undefined : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
  }
  const host = /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/.exec(hostname);
  return host?.[1] === undefined ? undefined : { bucket: host[1], key: path };
}
