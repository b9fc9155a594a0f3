/** What comes with the first SQL document: the statement reader, and what facts are made of its statements. */
export { factsOf } from './facts.ts';
export { filesIn } from './files.ts';
