/** Who signed a request. */
export interface Principal {
  accountId: string;
  arn: string;
  userId: string;
  userName: string;
}
