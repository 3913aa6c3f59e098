"""The public pages on which anyone checks a certificate: masked, without a login, without JavaScript."""
