import { createServer } from 'node:http';
import { passOn } from './pass-on.mjs';

/**
 * A gate in front of a demo cloud: what passes shows how far an `init` is, so that a fault starts at an exact moment rather
 * than at a time. While it is closed, nothing reaches the cloud, as without a network.
 */

/** How far an init can be, in order; each phase begins with the request or answer about to pass the gate. */
export const phases = ['before', 'create', 'during', 'end', 'upload', 'files'];

const signInPage = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in<br></body></html>';

/**
 * @param watched the phase to wait for
 * @param onReach called once when it begins, and awaited before the request or answer passes; returns `gone` if the
 *   program has ended meanwhile, so that nothing of it passes any more
 */
export async function openGate(cloud, watched, onReach) {
  let reached;
  let isReady = false;
  let toPortal = 0;
  /** Holds back everything else that passes at the same time, too. */
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
    // The cloud broke off the connection in the middle of the answer; so does the gate.
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
    /** Refuses all connections from now on. */
    close,
    /** Answers this many calls with the sign-in page of a network instead of passing them on. */
    answerInstead: (calls) => {
      toPortal = calls;
    },
    /** Lets everything pass again, at the same address. */
    reopen: async () => {
      if (!server.listening) await listen(port);
    },
  };
}

/** Whether the events include the end of the stack itself. */
function isEnd(xml) {
  return xml
    .split('</member>')
    .some(
      (member) =>
        member.includes('<ResourceType>AWS::CloudFormation::Stack</ResourceType>') &&
        member.includes('<ResourceStatus>CREATE_COMPLETE</ResourceStatus>'),
    );
}
