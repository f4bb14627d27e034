# Nothing happens
as: emma
