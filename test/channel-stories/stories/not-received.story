# Everything in one message, then the questions that are left
as: emma
buyer: order 8130224500632984 never came, I want all of it back, open a dispute
buyer: The parcel never came. The tracking stopped in Langley.
buyer presses: Change something
buyer presses: The amount
buyer presses: Ask for a part
buyer: 30
buyer presses: Submit the dispute
buyer presses: Contact the seller
buyer: Where is my parcel?
buyer presses: Send it
