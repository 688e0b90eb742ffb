// Stands in for the editor's compiled logger: the same interface, writing with Node's own file functions.
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const INFO = 2;

class Logger {
  constructor(file) {
    this.file = file;
    this.level = INFO;
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.closeSync(fs.openSync(file, 'a'));
  }
  write(level, message) {
    if (level < this.level) return;
    const line = this.raw ? message : `${new Date().toISOString()} [${levels[level]}] ${message}\n`;
    try {
      fs.appendFileSync(this.file, line);
    } catch {
      // A log that cannot be written (its folder was removed at the end) must not stop the editor.
    }
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.raw = true;
  }
  setPattern() {}
  flush() {}
  drop() {}
}
for (const [level, name] of ['trace', 'debug', 'info', 'warn', 'error', 'critical'].entries()) {
  Logger.prototype[name] = function (message) {
    this.write(level, message);
  };
}

const create = (_name, file) => Promise.resolve(new Logger(file));
exports.version = 0;
exports.setLevel = exports.setFlushOn = () => {};
exports.Logger = class extends Logger {
  constructor(_kind, _name, file) {
    super(file);
  }
};
exports.createRotatingLogger = exports.createAsyncRotatingLogger = create;
