import pytest
from tests.browser import ground, visits
pytestmark = pytest.mark.browser
WANT = [
 ("certificate","/learn/certificates/{valid}/","holder",None),("replaced","/learn/certificates/{revoked}/","holder",None),
 ("v-valid","/verify/{valid}/","",None),("v-expired","/verify/{expired}/","",None),("v-revoked","/verify/{revoked}/","",None),("v-none","/verify/NOSUCHCODE/","",None),
 ("paper","/learn/trauma-awareness/paper/","halfway",None),("missing","/learn/trauma-awareness/paper/","halfway",visits.press("Hand in")),
 ("failed","/learn/trauma-awareness/paper/1/","halfway",None),("passed","/learn/trauma-awareness/paper/1/","ready",None),
 ("news","/my/notifications/","halfway",None),("progress","/learn/trauma-awareness/progress/","halfway",None),
 ("award","/learn/trauma-awareness/certificate/","ready",None),("not-yet","/learn/trauma-awareness/certificate/","halfway",None),
 ("people","/cms/people/","owner",None),("person","/cms/people/{person}/","owner",None),("self","/cms/people/{owner}/","owner",None),
 ("lesson","{lesson}","halfway",None),("dash","/my/","halfway",None),("dash-done","/my/","ready",None),("start","/learn/trauma-awareness/paper/","ready",None),("course","/learn/trauma-awareness/","halfway",None),
 ("empty","/learn/empty/paper/","fresh-on-empty",visits.press("Begin")),("login","/account/login/","",None),("mfa","/account/2fa/","guarded",None),
]
def test_shots(window):
    w = window(); w.refused=("NOSUCH",)
    known = visits.places(); page = w.page()
    for name, path, who, act in WANT:
        w.sign_in(ground.session_of(ground.named(who) if who else None))
        for width in (320,1280):
            page.set_viewport_size({"width":width,"height":700})
            page.goto(w.origin+path.format(**known))
            if act: act(page)
            page.screenshot(path=f"/tmp/shots/{name}-{width}.png", full_page=True)
