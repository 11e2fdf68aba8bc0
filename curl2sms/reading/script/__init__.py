"""What the shells of Unix and the consoles of Windows have in common: a cursor over text, variables, commands."""
