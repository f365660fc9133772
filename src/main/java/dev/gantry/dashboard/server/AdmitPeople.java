package dev.gantry.dashboard.server;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/** Knows who logs in with the form: by user and password, or by the token where there is no user. */
record AdmitPeople(Credentials credentials) implements AuthenticationProvider {

    @Override
    public Authentication authenticate(Authentication said) {
        String user = String.valueOf(said.getPrincipal());
        String password = String.valueOf(said.getCredentials());
        boolean isRight = credentials.haveUser()
                ? credentials.areUserAndPassword(user, password)
                : credentials.isToken(password.strip());
        if (!isRight) {
            throw new BadCredentialsException("wrong");
        }
        return UsernamePasswordAuthenticationToken.authenticated(
                credentials.haveUser() ? user : "token", null, AuthorityUtils.NO_AUTHORITIES);
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
