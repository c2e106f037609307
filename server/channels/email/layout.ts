/**
 * The one e-mail layout, in MJML with Liquid slots: compiled to HTML once, filled per message. One column of 600 px
 * that flows on a phone; tables and inline styles for mail clients, classes for those that know dark mode.
 */
export const EMAIL_LAYOUT = `
<mjml lang="{{ lang }}">
  <mj-head>
    <mj-title>{{ subject }}</mj-title>
    <mj-preview>{{ preheader }}</mj-preview>
    <mj-breakpoint width="600px" />
    <mj-raw>
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
    </mj-raw>
    <mj-attributes>
      <mj-all font-family="-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="1.6" color="#3b4150" padding="0 40px 16px" />
      <mj-section padding="0" />
      <mj-column padding="0" />
    </mj-attributes>
    <mj-style>
      :root { color-scheme: light dark; supported-color-schemes: light dark; }
      a { color: {{ theme.brandInk }}; }
      @media only screen and (max-width: 599px) {
        .ts-gutter { padding-left: 24px !important; padding-right: 24px !important; }
        .ts-headline > div { font-size: 25px !important; }
        .ts-action a, .ts-action table { width: 100% !important; box-sizing: border-box; text-align: center; }
        .ts-shell { display: none !important; }
        .ts-card { border-radius: 0 !important; }
      }
      @media (prefers-color-scheme: dark) {
        body, .ts-page, .ts-page > div { background: #101218 !important; background-color: #101218 !important; }
        .ts-card, .ts-card > table { background: #1b1e26 !important; background-color: #1b1e26 !important; }
        .ts-headline > div, .ts-ink, .ts-ink > div { color: #f3f4f7 !important; }
        .ts-soft, .ts-soft > div { color: #c3c7d1 !important; }
        .ts-faint > div, .ts-faint a { color: #949aa8 !important; }
        .ts-brand, .ts-soft a { color: {{ theme.brandInkDark }} !important; }
        .ts-offer { background: {{ theme.tintDark }} !important; }
        .ts-line { border-color: #2c303b !important; }
        .ts-tile { background: #262a34 !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body background-color="#f3f4f6" width="600px" css-class="ts-page">
    <mj-section padding="28px 12px 0" css-class="ts-shell"><mj-column><mj-spacer height="1px" /></mj-column></mj-section>
    <mj-wrapper padding="0" background-color="#ffffff" border-radius="14px" css-class="ts-card">
      <mj-section border-top="5px solid {{ theme.brand }}">
        <mj-column>
          <mj-raw>
            <tr><td class="ts-gutter" style="padding:28px 40px 26px;">
              <a href="{{ brand.href }}" class="ts-brand" target="_blank" style="color:{{ theme.brandInk }};font-size:20px;font-weight:700;letter-spacing:-0.01em;text-decoration:none;line-height:1.2;">
                {%- if brand.logo_url -%}
                <img src="{{ brand.logo_url }}" alt="{{ brand.name }}" width="{{ brand.logo_width }}" height="{{ brand.logo_height }}" style="display:block;border:0;max-width:100%;height:auto;color:{{ theme.brandInk }};font-size:20px;font-weight:700;" />
                {%- else -%}
                {{ brand.name }}
                {%- endif -%}
              </a>
            </td></tr>
          </mj-raw>
          <mj-text css-class="ts-headline ts-gutter" font-size="30px" line-height="1.22" font-weight="700" color="#14171f" letter-spacing="-0.02em" padding="0 40px 18px">{{ headline }}</mj-text>
          <mj-raw>{% for paragraph in paragraphs %}</mj-raw>
          <mj-text css-class="ts-soft ts-gutter">{% for piece in paragraph %}{% if piece.href %}<a href="{{ piece.href }}" target="_blank">{{ piece.text }}</a>{% else %}{{ piece.text }}{% endif %}{% endfor %}</mj-text>
          <mj-raw>{% endfor %}{% if products.size > 0 %}</mj-raw>
          <mj-raw>
            <tr><td class="ts-gutter" style="padding:8px 40px 14px;">
              <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;">
                {%- for product in products -%}
                <tr>
                  <td class="ts-line" width="72" valign="middle" style="width:72px;padding:12px 0;border-top:1px solid #e7e9ee;">
                    {%- if product.image_url -%}
                    <img src="{{ product.image_url }}" alt="" width="64" height="64" style="display:block;width:64px;height:64px;border:0;border-radius:10px;object-fit:cover;background:#f3f4f6;" />
                    {%- else -%}
                    <table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="ts-tile ts-brand" width="64" height="64" align="center" valign="middle" style="width:64px;height:64px;border-radius:10px;background:{{ theme.tint }};color:{{ theme.brandInk }};font-family:Georgia,'Times New Roman',serif;font-size:26px;">{{ product.initial }}</td></tr></table>
                    {%- endif -%}
                  </td>
                  <td class="ts-line" valign="middle" style="padding:12px 12px;border-top:1px solid #e7e9ee;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.4;">
                    {%- if product.href -%}
                    <a href="{{ product.href }}" class="ts-ink" target="_blank" style="color:#14171f;font-weight:600;text-decoration:none;">{{ product.name }}</a>
                    {%- else -%}
                    <span class="ts-ink" style="color:#14171f;font-weight:600;">{{ product.name }}</span>
                    {%- endif -%}
                    {%- if product.note -%}<br /><span class="ts-soft" style="color:#6b7280;font-size:14px;">{{ product.note }}</span>{%- endif -%}
                  </td>
                  <td class="ts-line ts-ink" align="right" valign="middle" style="padding:12px 0;border-top:1px solid #e7e9ee;color:#14171f;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;white-space:nowrap;">{{ product.price }}</td>
                </tr>
                {%- endfor -%}
              </table>
            </td></tr>
            {% endif %}{% if offer %}
            <tr><td class="ts-gutter" style="padding:6px 40px 22px;">
              <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:separate;"><tr>
                <td class="ts-offer" align="center" style="padding:22px 20px;background:{{ theme.tint }};border:1.5px dashed {{ theme.accent }};border-radius:12px;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;">
                  <div class="ts-ink" style="font-size:15px;line-height:1.4;color:#3b4150;"><strong>{{ offer.percent_off }}% off</strong> with your code</div>
                  <div class="ts-brand" style="padding:8px 0 6px;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:26px;line-height:1.2;font-weight:700;letter-spacing:0.08em;color:{{ theme.brandInk }};">{{ offer.code }}</div>
                  <div class="ts-soft" style="font-size:14px;line-height:1.45;color:#6b7280;">Works once, until {{ offer.expires }}</div>
                </td>
              </tr></table>
            </td></tr>
            {% endif %}
          </mj-raw>
          <mj-button css-class="ts-action ts-gutter" align="left" href="{{ action.href }}" background-color="{{ theme.brand }}" color="{{ theme.onBrand }}" font-size="17px" font-weight="600" line-height="1.2" border-radius="10px" inner-padding="16px 30px" padding="6px 40px 26px">{{ action.label }}</mj-button>
          <mj-raw>{% for line in signature %}</mj-raw>
          <mj-text css-class="ts-soft ts-gutter" padding="0 40px 0">{{ line }}</mj-text>
          <mj-raw>{% endfor %}</mj-raw>
          <mj-spacer height="36px" />
        </mj-column>
      </mj-section>
    </mj-wrapper>
    <mj-section padding="22px 0 40px">
      <mj-column>
        <mj-text css-class="ts-faint ts-gutter" font-size="13px" line-height="1.55" color="#697080" align="center" padding="0 40px 10px">{{ why }}<br /><a href="{{ preferences.href }}" target="_blank" style="color:#697080;text-decoration:underline;">Choose what you get</a> &nbsp;·&nbsp; <a href="{{ unsubscribe.href }}" target="_blank" style="color:#697080;text-decoration:underline;">Unsubscribe</a></mj-text>
        <mj-text css-class="ts-faint ts-gutter" font-size="13px" line-height="1.55" color="#697080" align="center" padding="0 40px 0">{{ brand.name }}, {{ brand.postal_address }}</mj-text>
        <mj-raw>{% if pixel %}<tr><td><img src="{{ pixel }}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0;" /></td></tr>{% endif %}</mj-raw>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
