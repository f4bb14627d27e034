# A person in the middle of a form: claimed, answered, handed back, and the form goes on
as: emma
desk: on
buyer: open a dispute for order 8130224500632984
buyer presses: Item did not arrive
buyer: can I talk to a human? the seller lies
buyer presses: Add a note
buyer: The seller says that it was delivered.
agent claims:
agent: Hello Emma, I am reading your case.
buyer: thank you
agent hands back:
