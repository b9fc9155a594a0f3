/** CODEOWNERS as GitHub documents it: who is asked to review what, the last line that matches deciding. */
export { type CodeownersFile, type CodeownersLine, largestFile, type Piece, parse } from './parse.ts';
export { catchesAll, codeownersPattern } from './pattern.ts';
