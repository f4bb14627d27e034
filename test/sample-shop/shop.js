// What a shop may do with the chat: forget the buyer who signs out, and sign in anew when the token has ended.
addEventListener('resolve:expired', () => {
  document.title = 'Sign in again';
});
