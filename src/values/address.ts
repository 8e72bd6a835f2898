/**
 * The address of an endpoint without a user name and a password. No request to AWS carries them, since its signature stands in
 * their place; so nothing that keeps or shows an address has to have them.
 *
 * @param address as somebody wrote it; of one that cannot be read, everything before the last `@` counts as a password
 */
export function withoutPassword(address: string): string {
  const userInfo = URL.canParse(address)
    ? /^([a-z][a-z\d+.-]*:[\\/]*)[^\\/?#]*@/i
    : /^((?:[a-z][a-z\d+.-]*:[\\/]+)?).*@/is;
  return address.replace(userInfo, '$1');
}
