<?php
class Gateway {
  private static ?Gateway $i = null;
  private array $o = [];
  public static function make(): self { return self::$i ??= new self(); }
  public function __call($n, $a) { $this->o[$n] = $a[0]; return $this; }
  public function send() {
    $ch = curl_init('https://api.x.example/http?' . http_build_query($this->o));
    curl_exec($ch);
  }
}
Gateway::make()->user('u')->to('447700900123')->message('Hello world')->send();
