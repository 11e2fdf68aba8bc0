<?php
class Messenger {
    public $to; public $text; private $url = 'https://chain.example/api'; private $key = 'kk';
    public function setTo($to) { $this->to = $to; return $this; }
    public function setText($text) { $this->text = $text; return $this; }
    public function go() {
        $ch = curl_init($this->url . "?key={$this->key}&to={$this->to}&text=" . urlencode($this->text));
        curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
        return curl_exec($ch);
    }
}
