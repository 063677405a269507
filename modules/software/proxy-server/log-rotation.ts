import { ACCESS_LOG } from "./configuration";

/** The package's own, which lets the log grow for a week: rpm leaves one alone that is there already. */
export const ROTATION_FILE = "/etc/logrotate.d/squid";
export const ROTATION_TIMER_FILE = "/etc/systemd/system/logrotate.timer.d/override.conf";

/**
 * On a full disk Squid goes on without its log, so that the log must never fill it. Bytes, in logrotate's spelling;
 * looked at every hour, a file has this much and what an hour adds.
 */
const LARGEST = "1G";

/**
 * How often logs make way for new ones, and how many are kept: who went where is in the log group anyway.
 *
 * - `nodateext`: the distribution names old logs by their day, and would have no name for a second one of the same day.
 * - `delaycompress`: Squid and the log's agent are still at the end of what was just renamed.
 * - `squid -k rotate` has Squid close and open its logs, which `logfile_rotate 0` in its configuration leaves it at.
 *   @see https://www.squid-cache.org/Doc/config/logfile_rotate/
 * @see https://man7.org/linux/man-pages/man8/logrotate.8.html
 */
export const ROTATION = `${ACCESS_LOG.replace(/[^/]+$/, "*.log")} {
    daily
    maxsize ${LARGEST}
    rotate 3
    nodateext
    compress
    delaycompress
    notifempty
    missingok
    nocreate
    sharedscripts
    postrotate
        /usr/sbin/squid -k rotate 2>/dev/null || true
    endscript
}
`;

/** Added to the package's timer, which `daily` and `maxsize` wait for, and which looks once a day. */
export const ROTATION_TIMER = `[Timer]
OnCalendar=
OnCalendar=hourly
AccuracySec=1min
RandomizedDelaySec=0
`;

/** Systemd calculates a timer's next time when the timer starts: one that runs already has to start again. */
export const ROTATION_COMMANDS: readonly (readonly string[])[] = [
  ["systemctl", "enable", "logrotate.timer"],
  ["systemctl", "restart", "logrotate.timer"],
];
