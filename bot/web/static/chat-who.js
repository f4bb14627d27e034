/** Who speaks on the other side, in the header: what the newest message from there says of itself. */
export function speaker() {
  const line = document.getElementById('who');
  const program = [...line.childNodes];
  let newest = -1;
  const show = (isPerson, name) =>
    line.replaceChildren(...(isPerson ? [`${name || 'A person'} from our team`] : program));
  return {
    /** A conversation is drawn anew. */
    reset() {
      newest = -1;
      show(false);
    },
    /** Messages may come out of their order, as after a reload. */
    hear({ type, from, channelData = {} }) {
      const at = channelData['webchat:sequence-id'] ?? newest + 1;
      if (type !== 'message' || from?.role !== 'bot' || at < newest) return;
      newest = at;
      // A line of ours that says who is there now, or what that person wrote.
      const { sender, announces, name } = channelData;
      show(sender === 'agent' || announces === 'agent', name);
    },
  };
}
