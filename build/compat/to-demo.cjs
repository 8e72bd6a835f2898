/**
 * Loaded before the CLI of 2018, whose SDK has no setting for the endpoint: redirects its requests to AWS to the demo cloud at
 * `AWS_ENDPOINT_URL`, keeping the host name that was signed.
 */
const http = require('node:http');
const https = require('node:https');

const { hostname, port } = new URL(process.env.AWS_ENDPOINT_URL);
const toAws = https.request;
https.request = (options, ...more) =>
  /\.amazonaws\.com$/.test(options.host ?? options.hostname ?? '')
    ? http.request(
        { ...options, host: hostname, hostname, port, protocol: 'http:', agent: undefined },
        ...more,
      )
    : toAws(options, ...more);
