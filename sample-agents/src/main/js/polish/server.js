// Serves the agent over A2A 1.0: its card at the well-known place, JSON-RPC at /a2a.
//
//   PORT          where to listen on this machine; 0, the default, takes a free port
//   PAUSE_MILLIS  how long each paragraph takes, to watch the progress; 0 by default
import { createServer } from 'node:http';
import { AgentCard, Extensions } from '@a2a-js/sdk';
import {
  DefaultRequestHandler,
  InMemoryTaskStore,
  JsonRpcTransportHandler,
  ServerCallContext,
  UnauthenticatedUser,
  validateVersion,
} from '@a2a-js/sdk/server';
import { card, Polisher } from './agent.js';

const LARGEST_BODY = 1 << 20;
const REMEMBERED = 10_000;

/** Does a message once, however often it is sent: the same message id gets the same task. */
class OncePerMessage extends DefaultRequestHandler {
  #answers = new Map(); // message id -> the answer it got, or is to get

  async sendMessage(request, context) {
    const id = request.message?.messageId;
    const known = this.#answers.get(id);
    if (known) {
      const before = await known;
      return 'status' in before ? this.getTask({ id: before.id }, context) : before;
    }
    const answer = super.sendMessage(request, context);
    this.#answers.set(id, answer);
    answer.catch(() => this.#answers.delete(id)); // nothing came of it
    if (this.#answers.size > REMEMBERED) {
      this.#answers.delete(this.#answers.keys().next().value);
    }
    return answer;
  }
}

const log = (line) => console.log(line);
const server = createServer(answer);
let handler;
let agentCard;

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  agentCard = card(`${url}/a2a`);
  const polisher = new Polisher(Number(process.env.PAUSE_MILLIS ?? 0), log);
  handler = new JsonRpcTransportHandler(
    new OncePerMessage(agentCard, new InMemoryTaskStore(), polisher),
  );
  log(`the card is at ${url}/.well-known/agent-card.json`);
});

async function answer(request, response) {
  try {
    if (request.method === 'GET' && request.url === '/.well-known/agent-card.json') {
      return send(response, 200, AgentCard.toJSON(agentCard));
    }
    if (request.method !== 'POST' || request.url !== '/a2a') {
      return send(response, 404, { error: 'not here' });
    }
    const context = new ServerCallContext({
      requestedExtensions: Extensions.parseServiceParameter(request.headers['a2a-extensions']),
      user: new UnauthenticatedUser(),
      requestedVersion: request.headers['a2a-version'],
    });
    return send(response, 200, await rpc(await body(request), context));
  } catch (error) {
    console.error(error);
    return send(response, error instanceof TooLarge ? 413 : 500, { error: 'not answered' });
  }
}

async function rpc(text, context) {
  try {
    validateVersion(context.requestedVersion, agentCard, 'JSONRPC');
  } catch (error) {
    const told = JsonRpcTransportHandler.mapToJSONRPCError(error);
    return { jsonrpc: '2.0', id: null, error: told };
  }
  return handler.handle(text, context);
}

class TooLarge extends Error {}

async function body(request) {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += chunk;
    if (text.length > LARGEST_BODY) {
      throw new TooLarge();
    }
  }
  return text;
}

function send(response, status, json) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(json));
}
