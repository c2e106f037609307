// Loaded first in the web server's process: when the launcher is gone, nobody could stop it any more.
if (process.channel) process.once('disconnect', () => process.exit(1));
