import { type Call, type Command, Misuse } from './command.ts';

/** Which command is meant, and its words and options. Throws `Misuse` that says how it is called. */
export function readCall(
  args: readonly string[],
  all: readonly Command[],
): { readonly command: Command; readonly call: Call } {
  const asked = args.length === 0 || args[0] === '--help' || args[0] === '-h' ? ['help'] : args;
  const command = all.find((one) => nameOf(one).every((word, index) => asked[index] === word));
  if (!command) throw unknown(asked, all);
  const call = split(asked.slice(nameOf(command).length), command);
  const { min, max } = command.words;
  if (call.words.length < min) throw misuse(command, 'Something is missing.');
  if (call.words.length > max)
    throw misuse(
      command,
      `"${call.words[max]}" is too much; a text of several words needs quotes.`,
    );
  return { command, call };
}

/** The words that are typed as they stand: `dispute`, `show`. */
export const nameOf = ({ usage }: Command): readonly string[] => {
  const words = usage.split(' ');
  const end = words.findIndex((word) => !/^[a-z]+(-[a-z]+)*$/.test(word));
  return end === -1 ? words : words.slice(0, end);
};

function split(args: readonly string[], command: Command): Call {
  const words: string[] = [];
  const options: Record<string, string | true> = {};
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    const [, name, inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) {
      words.push(arg);
      continue;
    }
    const kind = command.options?.[name];
    if (!kind) throw misuse(command, `There is no option --${name} here.`);
    if (kind === 'flag') options[name] = true;
    else {
      const value = inline ?? args[index + 1];
      if (inline === undefined) index += 1;
      if (!value) throw misuse(command, `--${name} needs a value.`);
      options[name] = value;
    }
  }
  return { words, options };
}

const misuse = ({ usage }: Command, problem: string): Misuse =>
  new Misuse(problem, `It is called like this: npm run cli -- ${usage}`);

function unknown(asked: readonly string[], all: readonly Command[]): Misuse {
  const near = all.filter((command) => nameOf(command)[0] === asked[0]);
  const offered = near.length > 0 ? near : all;
  const lines = offered.map(({ usage }) => `  npm run cli -- ${usage}`);
  return new Misuse(
    `There is no command "${asked.slice(0, near.length > 0 ? 2 : 1).join(' ')}".`,
    `There is:\n${lines.join('\n')}`,
  );
}
