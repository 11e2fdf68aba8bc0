<?php
function texting($mobile = 0, $content = '', $flash = 0) {
    $ch = curl_init('https://sms.acme.example/send?to=966' . $mobile . '&text=' . urlencode($content) . '&flash=' . $flash);
    curl_exec($ch);
}
