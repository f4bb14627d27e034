/** How people type on a phone, and what it stands for; `_` parts words. Learning and reading see the same words. */
const written = `u=you ur=your r=are pls=please plz=please plss=please plese=please thx=thanks thnx=thanks tnx=thanks
  ty=thanks tks=thanks wk=week wks=weeks yr=year yrs=years mths=months b4=before 2day=today tday=today tmrw=tomorrow
  yday=yesterday wanna=want_to gonna=going_to gotta=have_to gimme=give_me lemme=let_me dunno=do_not_know cuz=because
  bc=because coz=because cos=because n=and w=with msg=message pic=picture pics=pictures photo=picture photos=pictures
  img=picture imgs=pictures vid=video vids=videos info=information acc=account acct=account num=number nr=number
  idk=i_do_not_know im=i_am ive=i_have ill=i_will id=i_would cant=can_not cannot=can_not wont=will_not dont=do_not
  doesnt=does_not didnt=did_not isnt=is_not arent=are_not wasnt=was_not werent=were_not hasnt=has_not havent=have_not
  hadnt=had_not wouldnt=would_not couldnt=could_not shouldnt=should_not aint=is_not dosent=does_not dosnt=does_not
  youre=you_are theyre=they_are hes=he_is shes=she_is its=it_is thats=that_is whats=what_is wheres=where_is
  hows=how_is whos=who_is theres=there_is heres=here_is lets=let_us hed=he_would hell=he_will theyll=they_will
  youve=you_have theyve=they_have weve=we_have itll=it_will whens=when_is abt=about dlvd=delivered rcvd=received
  recd=received rec=received ordr=order ordrd=ordered pkg=package trk=tracking trkg=tracking addr=address amt=amount
  cc=credit_card eta=arrival_time ph=phone fone=phone asap=soon ppl=people smth=something sth=something
  smthg=something tho=though thru=through wat=what wut=what nope=no nah=no yea=yes yeah=yes yep=yes yup=yes ya=yes
  bday=birthday aliexpress=platform teh=the wich=which hav=have hw=how wht=what whn=when whr=where nd=and bt=but
  chk=check cud=could wud=would shud=should sry=sorry tbh=honestly fyi=information gd=good gm=good_morning
  nxt=next rn=now ok=okay k=okay okey=okay thru=through bck=back mny=money cancl=cancel dlvry=delivery`;

const meanings: ReadonlyMap<string, readonly string[]> = new Map(
  written.split(/\s+/).map((pair) => {
    const [short = '', long = ''] = pair.split('=');
    return [short, long.split('_')] as const;
  }),
);

/** "dont" and "don't" are "do not", "u" is "you": the "not" counts as a word of its own. */
export const writtenOut = (word: string): readonly string[] => meanings.get(word) ?? [word];

/** What a face or a hand says; the `+` keeps it apart from words. Others say nothing. */
const faces: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '+yes': '👍👌✅🆗💯🤝☑✔🙆',
    '+no': '👎❌🚫🙅✖',
    '+thanks': '🙏❤💕💖😘🥰😍🤗💐🌹👏',
    '+hello': '👋',
    '+angry': '😡🤬😠🖕😤👿💩🤮',
    '+sad': '😢😭☹😞😔🥺😩💔',
    '+laugh': '😂🤣😅😆😄😁',
  }).flatMap(([word, signs]) => [...signs].map((sign) => [sign, word] as const)),
);

export const saidBy = (face: string): string | undefined => faces.get(face);
