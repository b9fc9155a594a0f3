import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { exit, UsageError } from './exit.ts';
import { help } from './help.ts';
import type { Io } from './io.ts';
import type { CheckOptions } from './options.ts';
import { unexpected } from './unexpected.ts';
import { versionOf } from './version.ts';

/** What a user does wrong is said in so many lines at most. */
const fewLines = 5;

/** Runs one command line. @returns the exit code; never throws */
export async function interpret(argv: string[], io: Io): Promise<number> {
  let code: number = exit.clean;
  try {
    const program = programOf(io, result => {
      code = result;
    });
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.clean : exit.usage;
    if (!(error instanceof UsageError)) return unexpected(error, io);
    const [first, ...more] = error.message.split('\n').slice(0, fewLines);
    io.stderr.write(`idlint: ${[first, ...more.map(line => `  ${line}`)].join('\n')}\n`);
    return exit.usage;
  }
}

function programOf(io: Io, done: (code: number) => void): Command {
  const program = new Command('idlint').exitOverride().helpCommand(false);
  program.configureOutput({
    writeOut: text => void io.stdout.write(text),
    writeErr: text => void io.stderr.write(text),
    outputError: (text, write) => write(text.replace(/^error: /, 'idlint: ')),
  });
  program.helpInformation = () => help;
  program.version(versionOf(io.home), '-V, --version');
  program.showHelpAfterError('(idlint --help lists what there is)');

  checked(program.command('check [paths...]', { isDefault: true })).action(async (paths: string[], options: CheckOptions) => {
    const { check } = await import('./commands/check.ts');
    done(await check(paths, options, io));
  });
  selected(program.command('baseline [paths...]'))
    .option('--output <file>')
    .action(async (paths: string[], options: CheckOptions) => {
      const { baseline } = await import('./commands/baseline.ts');
      done(await baseline(paths, options, io));
    });
  selected(program.command('init')).action(async (options: CheckOptions) => {
    const { init } = await import('./commands/init.ts');
    done(await init(options, io));
  });
  program
    .command('rules [family]')
    .addOption(new Option('--format <name>').choices(['pretty', 'json']).default('pretty'))
    .action(async (family: string | undefined, options: { format: 'pretty' | 'json' }) => {
      const { rules } = await import('./commands/rules.ts');
      done(await rules(family, options.format, io));
    });
  program.command('explain <rule>').action(async (rule: string) => {
    const { explain } = await import('./commands/explain.ts');
    done(await explain(rule, io));
  });
  program.command('test-rules [file]').action(async (file: string | undefined) => {
    const { testRules } = await import('./commands/test-rules.ts');
    done(await testRules(file, io));
  });
  program
    .command('lsp')
    .option('--stdio')
    .action(async () => {
      const { startServer } = await import('@idlint/language-server');
      await startServer();
    });
  for (const command of program.commands) command.helpInformation = () => help;
  return program;
}

/** Options that choose rules and configuration, which every command that lints takes. */
function selected(command: Command): Command {
  return command
    .copyInheritedSettings(command)
    .addOption(new Option('--preset <name>').choices(['recommended', 'strict', 'all']))
    .option('--select <names>', '', names)
    .option('--ignore <names>', '', names)
    .option('--config <file>')
    .option('--now <date>', '', date);
}

function checked(command: Command): Command {
  return selected(command)
    .addOption(new Option('--format <name>').choices(['pretty', 'concise', 'json', 'sarif', 'github', 'markdown']))
    .addOption(new Option('--fail-on <level>').choices(['error', 'warning', 'note', 'never']).default('error'))
    .option('--output <file>')
    .option('--fix')
    .option('--diff')
    .option('--archives')
    .option('--staged')
    .option('--since <ref>')
    .option('--history [range]')
    .option('--verify')
    .option('--stdin-filename <file>')
    .option('--show-config <file>')
    .option('--baseline <file>')
    .option('--no-baseline')
    .option('--quiet')
    .option('--require-coverage')
    .option('--threads <number>', '', number);
}

/** Commas, or the option said again. */
const names = (written: string, before: string[] | undefined): string[] => [
  ...(before ?? []),
  ...written
    .split(',')
    .map(name => name.trim())
    .filter(Boolean),
];

function number(written: string): number {
  if (!/^\d{1,3}$/.test(written)) throw new InvalidArgumentError('It is a number.');
  return Number(written);
}

function date(written: string): Date {
  const parsed = new Date(written);
  if (!/^\d{4}-\d{2}-\d{2}/.test(written) || Number.isNaN(parsed.getTime()))
    throw new InvalidArgumentError('A date looks like 2027-01-31.');
  return parsed;
}
