/** Parts of Node that take milliseconds to load, and for which most runs on a file or two have no use: each is loaded when it is first asked for. */
export const builtin = {
  get crypto() {
    return process.getBuiltinModule('node:crypto');
  },
  get zlib() {
    return process.getBuiltinModule('node:zlib');
  },
  get childProcess() {
    return process.getBuiltinModule('node:child_process');
  },
};
