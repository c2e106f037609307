// Says what is going on, and for how long, whenever something takes its time. Node's own modules only.

const TELL_AFTER_MS = 2_000;
const REPEAT_MS = 10_000;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Shows `words` while the work goes on: at once when it is known to take long, else after two seconds. The work is
 * given a function that says how far it is.
 */
export async function withProgress(words, work, { slow = false, output = process.stderr } = {}) {
  const since = Date.now();
  const display = output.isTTY ? animated(words, since, slow, output) : plain(words, since, slow, output);
  try {
    const result = await work((detail) => display.detail(detail));
    display.end(true);
    return result;
  } catch (error) {
    display.end(false);
    throw error;
  }
}

function animated(words, since, slow, output) {
  let detail = '';
  let shown = false;
  const draw = () => {
    if (!slow && Date.now() - since < TELL_AFTER_MS) return;
    shown = true;
    const frame = FRAMES[Math.floor(Date.now() / 100) % FRAMES.length];
    output.write(`\r\x1b[K${frame} ${words}${detail && `: ${detail}`} (${seconds(since)})`);
  };
  const timer = setInterval(draw, 100);
  return {
    detail(text) {
      detail = text;
    },
    end(well) {
      clearInterval(timer);
      if (shown) output.write(`\r\x1b[K${well ? '✓' : '✗'} ${words} (${seconds(since)})\n`);
    },
  };
}

function plain(words, since, slow, output) {
  let detail = '';
  let told = false;
  let toldAt = since;
  const tell = () => {
    if (Date.now() - toldAt < (told ? REPEAT_MS : TELL_AFTER_MS)) return;
    output.write(told ? `  ... ${detail || words} (${seconds(since)})\n` : `${words} ...\n`);
    told = true;
    toldAt = Date.now();
  };
  if (slow) {
    output.write(`${words} ...\n`);
    told = true;
  }
  const timer = setInterval(tell, 250);
  return {
    detail(text) {
      detail = text;
    },
    end(well) {
      clearInterval(timer);
      if (told) output.write(`${well ? 'Done' : 'Failed'}: ${words} (${seconds(since)})\n`);
    },
  };
}
