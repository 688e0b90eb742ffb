const { rooms, apart, packages } = require('./scripts/rooms.cjs');

const folder = (paths) => `^(${paths.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-forgotten-room',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: folder(Object.keys(rooms)) },
      to: {},
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `from-${room}`,
      severity: 'error',
      from: { path: folder([room]) },
      to: { path: '^(src|webview|examples|scripts)/', pathNot: folder([room, ...allowed]) },
    })),
    ...apart.map((room) => ({
      name: `apart-in-${room}`,
      severity: 'error',
      from: { path: `^${room}/([^/]+)/` },
      to: { path: `^${room}/`, pathNot: `^${room}/$1/` },
    })),
    ...Object.entries(packages).map(([name, homes]) => ({
      name: `only-these-use-${name}`,
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: `^(${homes.join('|')})(/|$)` },
      to: { path: `^${name}$|node_modules/(@types/)?${name}(/|$)` },
    })),
    {
      name: 'node-stays-in-processes',
      severity: 'error',
      from: { path: folder(['src/shared', 'src/detection', 'src/analysis', 'webview']) },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|test/fixtures)/' },
  },
};
