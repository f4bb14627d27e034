/** `Mon, 23 Nov 2026, 09:20 UTC`: always with the zone, because colleagues sit in several. */
export function momentsIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  });
  return (at) => format.format(at);
}
