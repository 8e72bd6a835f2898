import { createServer } from 'node:http';
import { passOn } from './pass-on.mjs';

/**
 * A gate before a demo cloud: what passes tells how far an `init` is, so that trouble begins at an exact moment and not
 * at a time. It can be closed, and then nothing reaches the cloud: the network is gone.
 */

/** How far an init can be, in order; each begins with the request or answer that is about to pass the gate. */
export const phases = ['before', 'create', 'during', 'end', 'upload', 'files'];

const signInPage = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in<br></body></html>';

/**
 * @param watched the phase that is waited for
 * @param onReach called once when it begins, before the request or the answer passes; what it returns is waited for;
 *   `gone`: whoever asked has ended meanwhile, and nothing of it passes any more
 */
export async function openGate(cloud, watched, onReach) {
  let reached;
  let isReady = false;
  let toPortal = 0;
  /** What passes at the same time waits as well. */
  const reach = async (phase) => {
    if (phase === watched) {
      reached ??= onReach().finally(() => {
        isReady = true;
      });
    }
    if (reached && !isReady && (await reached) === 'gone') throw new Error('who asked is gone');
  };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });

  async function pass(request, response) {
    const body = Buffer.concat(await request.toArray());
    const action = /(?:^|&)Action=(\w+)/.exec(body.toString('latin1'))?.[1] ?? request.method;
    await reach('before');
    if (action === 'CreateStack') await reach('create');
    if (action === 'PUT') await reach('upload');
    if (toPortal > 0 && action !== 'ListAccountAliases') {
      toPortal -= 1;
      response.writeHead(200, { 'content-type': 'text/html' }).end(signInPage);
      return;
    }
    const answer = await passOn(cloud, request, body, response);
    const chunks = [];
    let isWhole = true;
    try {
      for await (const chunk of answer) chunks.push(chunk);
    } catch {
      isWhole = false;
    }
    const text = Buffer.concat(chunks);
    if (answer.statusCode === 200 && isWhole) {
      if (action === 'CreateStack' && text.includes('<StackId>')) await reach('during');
      if (action === 'DescribeStackEvents' && isEnd(text.toString())) await reach('end');
      if (action === 'PUT' && answer.headers.etag) await reach('files');
    }
    response.writeHead(answer.statusCode, answer.headers);
    if (isWhole) response.end(text);
    // What was promised does not come: the connection ends in the middle, as it did before the gate.
    else response.write(text, () => response.destroy());
  }

  const listen = (port) => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address();
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    isReached: () => reached !== undefined,
    /** Nothing reaches the cloud any more: connections are refused. */
    close,
    /** So many calls are answered by the sign-in page of a network, and do not reach the cloud. */
    answerInstead: (calls) => {
      toPortal = calls;
    },
    /** Lets everything pass again, at the same address. */
    reopen: async () => {
      if (!server.listening) await listen(port);
    },
  };
}

/** The events say that the stack itself is complete. */
function isEnd(xml) {
  return xml
    .split('</member>')
    .some(
      (member) =>
        member.includes('<ResourceType>AWS::CloudFormation::Stack</ResourceType>') &&
        member.includes('<ResourceStatus>CREATE_COMPLETE</ResourceStatus>'),
    );
}
