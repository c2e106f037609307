import { guarded } from './safe';

const FAST_PX_PER_MS = 1.5;

/**
 * Calls `go` when the visitor has come to `on`: `load`, `exit` (the pointer leaves at the top; on a touch screen, a quick
 * way back up), `time:20` (seconds) or `scroll:50` (per cent of the page). Exit may come again and again.
 */
export function when(on: string, go: () => unknown): void {
  const run = guarded(go);
  const [kind, figure] = on.split(':');
  const amount = Number(figure) || 0;
  if (kind === 'exit') onExit(run);
  else if (kind === 'time') setTimeout(run, amount * 1000);
  else if (kind === 'scroll') onDepth(amount, run);
  else run();
}

function onExit(run: () => void): void {
  document.addEventListener('mouseout', (event) => {
    if (!event.relatedTarget && event.clientY <= 0) run();
  });
  onFastUp(run);
}

function onDepth(percent: number, run: () => void): void {
  const look = guarded(() => {
    const { scrollHeight } = document.documentElement;
    if (scrollY + innerHeight < (scrollHeight * percent) / 100) return;
    removeEventListener('scroll', look);
    run();
  });
  addEventListener('scroll', look, { passive: true });
  look();
}

function onFastUp(run: () => void): void {
  if (!matchMedia('(pointer: coarse)').matches) return;
  let last = { y: scrollY, at: Date.now() };
  addEventListener(
    'scroll',
    guarded(() => {
      const now = { y: scrollY, at: Date.now() };
      const isFast = last.y - now.y > FAST_PX_PER_MS * Math.max(16, now.at - last.at);
      last = now;
      if (isFast) run();
    }),
    { passive: true },
  );
}
