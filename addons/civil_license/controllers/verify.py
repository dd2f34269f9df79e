from odoo import fields, http
from odoo.http import request

from ..tools.words import chinese_date

#: The public speaks Chinese, whatever its browser says.
LANGUAGE = "zh_CN"
TIME_ZONE = "Asia/Shanghai"
#: What the page sends beside its text: nobody keeps, lists or frames it.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class LicenseVerification(http.Controller):
    """Tells anyone who holds a certificate whether it is valid (证照核验).

    Nothing can be listed or guessed: the address bears 192 random bits, looked up by
    their checksum. An unknown, a malformed and a mistyped address get the same page
    by the same way. No session is made, nothing is counted, nothing is written.
    """

    @http.route(
        "/civil/verify/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
        sitemap=False,
    )
    def verify(self, token, **_query):
        """Show whether the paper with this token is valid, and nothing else."""
        env = self._public_environment()
        version = env["civil.license.version"]._by_token(token)
        page = env["ir.qweb"]._render(
            "civil_license.verify_page",
            {
                "shown": version._shown_to_public(),
                "today": chinese_date(fields.Date.context_today(version)),
            },
            lang=env.lang,
            minimal_qcontext=True,
        )
        response = request.make_response(
            f"<!DOCTYPE html>\n{page}",
            [("Content-Type", "text/html; charset=utf-8"), *HEADERS.items()],
        )
        response.status_code = 200 if version else 404
        return response

    def _public_environment(self):
        """Return an environment that reads everything, in Chinese and Chinese time."""
        env = request.env(su=True)
        context = {**env.context, "tz": env.company.partner_id.tz or TIME_ZONE}
        if env["res.lang"]._get_data(code=LANGUAGE):
            context["lang"] = LANGUAGE
        return env(context=context)
