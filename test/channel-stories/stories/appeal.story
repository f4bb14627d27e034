# An appeal with a photo, its text changed once
as: emma
buyer: I want to appeal the decision
buyer: The photos show that it loses ten minutes a day.
buyer sends: proof.jpg
buyer presses: Go on
buyer presses: Change the text
buyer: It loses ten minutes a day, see my photo.
buyer presses: Go on
buyer presses: Send the appeal
