const MINIMUM = [20, 19];

/** Throws, saying what to install, when this Node is older than package.json's `engines`. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  throw new Error(
    `Docket needs Node.js ${MINIMUM.join('.')} or newer; this is ${version}. Install a current Node.js and run the command again.`,
  );
}
