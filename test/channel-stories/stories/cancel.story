# The preview, kept first, then cancelled
as: emma
buyer: I want to cancel my dispute
buyer presses: Keep the dispute
buyer: cancel dispute D1000000001
buyer presses: Cancel the dispute
buyer: how does my dispute stand?
