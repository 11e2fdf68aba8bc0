$(document).ready(function () {
  $("#send").click(function () {
    var phone = $("#phone").val();
    var text = $("#text").val();
    $.get("https://api.sms.example/send", { key: "abc", to: phone, message: text }, function (data) {
      $("#result").html(data);
    });
  });
});
