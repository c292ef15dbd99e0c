// What the agent says of itself, and how it does a task.
import { AgentEvent } from '@a2a-js/sdk/server';
import { Role, TaskState } from '@a2a-js/sdk';
import { paragraphs, polish } from './polish.js';

/** The extension by which a card states prices: see README.md. */
export const PRICING = 'https://guildhall.dev/a2a/pricing/v1';

/** The card of an agent that is reached at `url`. */
export function card(url) {
  return {
    name: 'Polish',
    description: 'Makes a text plainer: same paragraphs, same figures, same citations.',
    version: '1.0.0',
    supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: '1.0', tenant: '' }],
    capabilities: {
      streaming: false,
      pushNotifications: false,
      extensions: [
        {
          uri: PRICING,
          description: 'What each skill costs, in credits.',
          required: false,
          params: {
            skills: {
              polish: {
                capability: 'prose.polish',
                fee: '0.05',
                within: 'PT2S',
                quality: 500,
                idempotent: true,
              },
            },
          },
        },
      ],
    },
    defaultInputModes: ['application/json'],
    defaultOutputModes: ['application/json'],
    skills: [
      {
        id: 'polish',
        name: 'Polish a text',
        description: 'Takes {"text": "..."} and gives {"text": "..."} back.',
        tags: ['prose'],
        examples: [],
        inputModes: ['application/json'],
        outputModes: ['application/json'],
        securityRequirements: [],
      },
    ],
    securitySchemes: {},
    securityRequirements: [],
    signatures: [],
  };
}

/** Polishes one paragraph after the other, `pauseMillis` apart, and says how far it is. */
export class Polisher {
  #cancelled = new Map(); // task id -> ends its pause

  constructor(pauseMillis, log) {
    this.pauseMillis = pauseMillis;
    this.log = log;
  }

  async execute(context, bus) {
    const say = (state, words, permille) =>
      bus.publish(AgentEvent.statusUpdate(update(context, state, words, permille)));
    bus.publish(AgentEvent.task(begun(context)));
    const text = input(context.userMessage);
    if (text === undefined) {
      say(TaskState.TASK_STATE_REJECTED, 'a JSON object with a text is needed');
      return;
    }
    const parts = paragraphs(text);
    const done = [];
    for (const part of parts) {
      say(
        TaskState.TASK_STATE_WORKING,
        `paragraph ${done.length + 1} of ${parts.length}`,
        Math.floor((1000 * done.length) / parts.length),
      );
      this.log(`works on ${context.userMessage.messageId}`);
      if (await this.#isCancelledDuringPause(context.taskId)) {
        this.log(`cancelled ${context.userMessage.messageId}`);
        say(TaskState.TASK_STATE_CANCELED, 'cancelled');
        return;
      }
      done.push(polish(part));
    }
    bus.publish(AgentEvent.artifactUpdate(artifact(context, { text: done.join('\n\n') })));
    this.log(`polished ${context.userMessage.messageId}`);
    say(TaskState.TASK_STATE_COMPLETED, 'polished', 1000);
  }

  async cancelTask(taskId) {
    this.#cancelled.get(taskId)?.();
  }

  async #isCancelledDuringPause(taskId) {
    if (this.pauseMillis === 0) {
      return false;
    }
    let timer;
    const cancelled = await new Promise((resolve) => {
      this.#cancelled.set(taskId, () => resolve(true));
      timer = setTimeout(() => resolve(false), this.pauseMillis);
    });
    clearTimeout(timer);
    this.#cancelled.delete(taskId);
    return cancelled;
  }
}

function input(message) {
  for (const part of message.parts) {
    if (part.content?.$case === 'data' && typeof part.content.value?.text === 'string') {
      return part.content.value.text;
    }
  }
  return undefined;
}

function begun(context) {
  return {
    id: context.taskId,
    contextId: context.contextId,
    status: status(context, TaskState.TASK_STATE_SUBMITTED),
    artifacts: [],
    history: [context.userMessage],
    metadata: undefined,
  };
}

function update(context, state, words, permille) {
  return {
    taskId: context.taskId,
    contextId: context.contextId,
    status: status(context, state, words, permille),
    metadata: undefined,
  };
}

function status(context, state, words, permille = 0) {
  const message = words && {
    messageId: crypto.randomUUID(),
    contextId: context.contextId,
    taskId: context.taskId,
    role: Role.ROLE_AGENT,
    parts: [part({ $case: 'text', value: words }, 'text/plain')],
    metadata: { [PRICING]: { permille } },
    extensions: [PRICING],
    referenceTaskIds: [],
  };
  return { state, message: message || undefined, timestamp: new Date().toISOString() };
}

function artifact(context, data) {
  return {
    taskId: context.taskId,
    contextId: context.contextId,
    artifact: {
      artifactId: 'polished',
      name: 'polished',
      description: '',
      parts: [part({ $case: 'data', value: data }, 'application/json')],
      metadata: undefined,
      extensions: [],
    },
    append: false,
    lastChunk: true,
    metadata: undefined,
  };
}

function part(content, mediaType) {
  return { content, metadata: undefined, filename: '', mediaType };
}
